import { type ChangeEvent, useCallback } from "react";
import { filesOfList } from "../../frame/dropped-files.ts";
import { compareFiles, compareSample } from "../../state/comparison.ts";
import { listSamples } from "../../state/samples.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useJob } from "../../work/use-job.ts";
import { Icon } from "../../ui/icons.tsx";

function take({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
  if (currentTarget.files !== null) compareFiles(filesOfList(currentTarget.files));
  // So that choosing the same file again, perhaps changed on disk, reads it again.
  currentTarget.value = "";
}

/** Another model beside the open one: a file, or a sample. */
export function AddModel() {
  const { value: samples = [] } = useJob(useCallback(() => listSamples(), []));
  const model = useStore(session, (s) => s.model);
  const compared = useStore(session, (s) => s.compared);
  const offered = samples.filter(({ name }) => name !== model && !compared.includes(name));
  return (
    <>
      <label className="button" title="Another model, or another version of this one">
        <Icon name="open" />
        Compare with…
        <input type="file" multiple aria-label="Model to compare with" className="unseen" onChange={take} />
      </label>
      <select
        aria-label="Sample to compare with"
        value=""
        onChange={(event) => {
          if (event.currentTarget.value !== "") compareSample(event.currentTarget.value);
        }}
      >
        <option value="">or a sample…</option>
        {offered.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </>
  );
}
