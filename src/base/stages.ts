/** Long work in stages: whoever runs it decides what happens between two of them. */
export type Stages<T> = Generator<undefined, T, undefined>;

/** All stages at once. */
export function endOf<T>(stages: Stages<T>): T {
  for (;;) {
    const stage = stages.next();
    if (stage.done === true) return stage.value;
  }
}
