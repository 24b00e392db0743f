import { expect, test } from "vitest";
import { cpuOfTasks } from "./task-cpu.ts";

const thread = (tid: number, name: string) => ({ ph: "M", pid: 7, tid, name: "thread_name", args: { name } });
const task = (tid: number, tdur?: number, name = "ThreadControllerImpl::RunTask") => ({ pid: 7, tid, name, tdur });

test("of all threads the main one counts, of its events the tasks, in seconds", () => {
  const events = [
    thread(1, "CrRendererMain"),
    thread(2, "Compositor"),
    task(1, 80_000),
    task(2, 90_000),
    task(1, 70_000, "FunctionCall"),
    task(1),
    "no event",
  ];
  expect(cpuOfTasks(events)).toEqual([0.08]);
});
