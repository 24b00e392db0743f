/** Counts what is being computed or drawn, so that tests can wait for the end of it instead of for time. */

let running = 0;

/** Marks the start of some work; the returned function marks its end (calling it again does nothing). */
export function begin(): () => void {
  running += 1;
  let open = true;
  return () => {
    if (open) running -= 1;
    open = false;
  };
}

/** Counts a promise as work until it settles. */
export async function whileBusy<T>(work: Promise<T>): Promise<T> {
  const end = begin();
  try {
    return await work;
  } finally {
    end();
  }
}

/** Ends the task at hand, so that what waits (a click, a frame) has its turn before what follows. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/** One painted frame. A page in the background paints none, so a timer stands in. */
function frame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 250);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Resolves when nothing has been computed or drawn for three frames: effects of the last result had time to start. */
export async function idle(): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await frame();
    if (running > 0) quiet = -1;
  }
}
