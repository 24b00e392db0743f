import { useId, useState } from "react";
import type { FigureChoice } from "../../../figure/choice.ts";
import { announce } from "../../commands/announcement.ts";
import { ResolutionPicker } from "./FigureControls.tsx";
import { type Drawn, outputs } from "./outputs.ts";
import { restoreFigure } from "./restore.ts";
import { saveAllFigures, saveAllFormats, saveFigure } from "./save.ts";

interface Props {
  /** Undefined: there is no figure to save. */
  readonly drawn: Drawn | undefined;
  readonly choice: FigureChoice;
}

/** The figure as files, and back from the file of its choices. */
export function FigureFiles({ drawn, choice }: Props) {
  const [trouble, setTrouble] = useState("");
  const [isSaving, setSaving] = useState(false);
  const save = (act: () => Promise<string | undefined>): void => {
    setTrouble("");
    setSaving(true);
    act()
      .then(
        (name) => announce(name === undefined ? "There is nothing to save" : `Saved ${name}`),
        (error: unknown) => setTrouble(`The figure could not be saved: ${String(error)}`),
      )
      .finally(() => setSaving(false));
  };
  const isIdle = drawn !== undefined && !isSaving;
  return (
    <div className="figure-files">
      <div className="figure-buttons" role="group" aria-label="Save the figure">
        {outputs.map((output) => (
          <button
            key={output.id}
            type="button"
            className="button"
            title={output.about}
            disabled={!isIdle}
            onClick={() => drawn && save(() => saveFigure(drawn, output))}
          >
            {output.label}
          </button>
        ))}
        <div className="figure-pair">
          <button
            type="button"
            className="button"
            title="This figure in every format, in one archive"
            disabled={!isIdle}
            onClick={() => drawn && save(() => saveAllFormats(drawn))}
          >
            All formats
          </button>
          <button
            type="button"
            className="button"
            title="Every figure of this list in every format, in one archive"
            disabled={isSaving}
            onClick={() => save(() => saveAllFigures(choice))}
          >
            All figures
          </button>
        </div>
      </div>
      <ResolutionPicker dpi={choice.dpi} />
      <RecipeButton tell={setTrouble} />
      {trouble !== "" && <p role="alert">{trouble}</p>}
    </div>
  );
}

function RecipeButton({ tell }: { readonly tell: (trouble: string) => void }) {
  const id = useId();
  return (
    <label className="button" htmlFor={id} title="Make a figure again from its JSON">
      From JSON
      <input
        id={id}
        type="file"
        className="unseen"
        accept=".json,application/json"
        aria-label="JSON of a figure"
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file can be chosen again.
          target.value = "";
          if (file !== undefined) void restoreFigure(file).then((problem) => tell(problem ?? ""));
        }}
      />
    </label>
  );
}
