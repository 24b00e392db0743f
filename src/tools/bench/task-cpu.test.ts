import { expect, test } from "vitest";
import { cpuOfTasks, markName } from "./task-cpu.ts";

const mark = (tid: number) => ({ ph: "R", pid: 7, tid, name: markName });
const task = (tid: number, tdur?: number, name = "ThreadControllerImpl::RunTask") => ({ pid: 7, tid, name, tdur });

test("of all threads that of the marked page counts, of its events the tasks, in seconds", () => {
  const events = [
    task(1, 80_000),
    mark(1),
    task(2, 90_000),
    { ...task(1, 95_000), pid: 8 },
    task(1, 70_000, "FunctionCall"),
    task(1),
    "no event",
  ];
  expect(cpuOfTasks(events)).toEqual([0.08]);
});
