/** Changes the latencies of the user's own. They are remembered like recent files: with consent only. Fetched by whoever has some. */
import { whileBusy } from "./busy.ts";
import { calibration, none } from "./calibration.ts";
import { database } from "./database.ts";
import { kept } from "./kept.ts";
import { latenciesIn, measurementOf, type OwnLatency, toKeep, withLatency } from "./latency-list.ts";
import { deviceFor, ownDevices } from "./own-devices.ts";
import { recentStore } from "./recent.ts";

function set(latencies: readonly OwnLatency[], note?: string, isOn = calibration.get().isOn): void {
  const { measurements: before, revision } = calibration.get();
  const found = isOn ? latencies.flatMap((one) => measurementOf(one, deviceFor) ?? []) : none;
  const measurements = found.length === 0 ? none : found;
  calibration.set({
    latencies,
    isOn,
    measurements,
    revision: measurements === before ? revision : revision + 1,
    note,
  });
}

const listKey = "latencies";

type Next = (latencies: readonly OwnLatency[]) => readonly OwnLatency[];

let last: Promise<unknown> = Promise.resolve();

/** One change after the other, each on what is kept by then: other tabs change it too. Without consent the page alone has them. */
function change(next: Next, isKept = recentStore.get().consent): Promise<void> {
  const job = last.then(async () => {
    const { latencies } = calibration.get();
    if (!isKept) {
      set(next(latencies));
      return;
    }
    try {
      const { read, write, clear } = await database();
      const changed = next(latenciesIn(await read(listKey)));
      await (changed.length > 0 ? write(listKey, toKeep(changed)) : clear(listKey));
      set(changed);
    } catch {
      set(next(latencies), "The browser does not let these latencies be kept: they last until this page is closed.");
    }
  });
  last = job;
  return whileBusy(job);
}

export const keepLatency = (one: OwnLatency): Promise<void> => change((latencies) => withLatency(latencies, one));

/** Those that came with a session; it was saved with predictions bent by them. */
export async function takeOver(latencies: readonly OwnLatency[]): Promise<void> {
  followLatencies();
  await change((before) => latencies.reduce(withLatency, before));
  calibrate(true);
}

export const forgetLatency = ({ id }: OwnLatency): Promise<void> =>
  change((latencies) => latencies.filter((one) => one.id !== id));

export const forgetLatencies = (): Promise<void> => change(() => []);

/** Switches the calibration on or off; the latencies stay. */
export function calibrate(isOn: boolean): void {
  kept.setItem("calibration", isOn ? undefined : "off");
  const { latencies, note } = calibration.get();
  set(latencies, note, isOn);
}

let isFollowing = false;

/** Reads what was kept, and follows the user's consent and devices from now on. */
export function followLatencies(): void {
  if (isFollowing) return;
  isFollowing = true;
  let { consent } = recentStore.get();
  if (consent) void change((latencies) => latencies);
  recentStore.subscribe(() => {
    const { consent: now } = recentStore.get();
    if (now === consent) return;
    consent = now;
    const { latencies: open } = calibration.get();
    // What is taken back is forgotten where it was kept, too.
    void change((latencies) => (now ? open.reduce(withLatency, latencies) : []), true);
  });
  ownDevices.subscribe(() => {
    const { latencies, note } = calibration.get();
    if (latencies.length > 0) set(latencies, note);
  });
}
