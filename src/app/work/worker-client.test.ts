import { expose } from "comlink";
import { MessageChannel, type MessagePort as NodePort } from "node:worker_threads";
import { expect, test } from "vitest";
import { isAbort, WorkerClient, type WorkerLike } from "./worker-client.ts";

const jobs = {
  add: (a: number, b: number) => a + b,
  hang: () => new Promise<number>(() => {}),
  fail: () => {
    throw new RangeError("too far");
  },
};

/** A channel in place of a worker: what is exposed at one end is called at the other. */
function channelWorker(log: string[]): () => WorkerLike {
  return () => {
    log.push("start");
    const { port1, port2 } = new MessageChannel();
    expose(jobs, portOf(port1));
    return Object.assign(portOf(port2), {
      terminate: () => {
        log.push("terminate");
        port1.close();
        port2.close();
      },
    });
  };
}

/** Node's ports have the events of the web's, under types of their own. */
const portOf = (port: NodePort) => {
  port.start();
  return port as unknown as Omit<WorkerLike, "terminate"> & { postMessage(message: unknown): void };
};

test("a worker starts with its first job and is kept for the next", async () => {
  const log: string[] = [];
  const client = new WorkerClient<typeof jobs>(channelWorker(log));
  expect(log).toEqual([]);
  expect(await client.run(undefined, (api) => api.add(1, 2))).toBe(3);
  expect(await client.run(undefined, (api) => api.add(3, 4))).toBe(7);
  expect(log).toEqual(["start"]);
  expect(client.generation).toBe(1);
});

test("cancelling kills the worker; the next job gets a new one", async () => {
  const log: string[] = [];
  const client = new WorkerClient<typeof jobs>(channelWorker(log));
  const controller = new AbortController();
  const hanging = client.run(controller.signal, (api) => api.hang());
  setTimeout(() => controller.abort(), 5);
  await expect(hanging).rejects.toSatisfy(isAbort);
  expect(await client.run(undefined, (api) => api.add(1, 1))).toBe(2);
  expect(log).toEqual(["start", "terminate", "start"]);
});

test("a job cancelled while it waits is never begun, and one that waits behind it is", async () => {
  const log: string[] = [];
  const client = new WorkerClient<typeof jobs>(channelWorker(log));
  const controller = new AbortController();
  controller.abort();
  let begun = false;
  const never = client.run(controller.signal, (api) => {
    begun = true;
    return api.add(1, 1);
  });
  const next = client.run(undefined, (api) => api.add(2, 2));
  await expect(never).rejects.toSatisfy(isAbort);
  expect(await next).toBe(4);
  expect(begun).toBe(false);
});

test("an error of the job reaches its caller and does not stop the next", async () => {
  const client = new WorkerClient<typeof jobs>(channelWorker([]));
  await expect(client.run(undefined, (api) => api.fail())).rejects.toThrow("too far");
  expect(await client.run(undefined, (api) => api.add(2, 3))).toBe(5);
});

test("a script that cannot start fails the job instead of leaving it waiting", async () => {
  const target = new EventTarget();
  const broken: WorkerLike = {
    postMessage: () => {},
    addEventListener: (type, listener) => target.addEventListener(type, listener),
    removeEventListener: () => {},
    terminate: () => {},
  };
  const client = new WorkerClient<typeof jobs>(() => broken);
  const job = client.run(undefined, (api) => api.add(1, 1));
  setTimeout(() => target.dispatchEvent(new Event("error")), 5);
  await expect(job).rejects.toThrow("could not be started");
});
