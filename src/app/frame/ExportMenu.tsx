import { useRef } from "react";
import { formats } from "../../export/index.ts";
import { saveAs, saveChoices } from "../commands/files.ts";
import { Icon } from "../ui/icons.tsx";

/** What was found of the open model, and what was chosen for it, as files to save. */
export function ExportMenu() {
  const menu = useRef<HTMLDivElement>(null);
  const save = (act: () => Promise<void>): void => {
    menu.current?.hidePopover();
    void act();
  };
  return (
    <>
      <button type="button" className="button button-quiet" title="Save what was found" popoverTarget="export">
        <Icon name="save" />
        Export
      </button>
      <div ref={menu} id="export" popover="auto" className="popover export" role="group" aria-label="Export">
        <ul>
          {formats.map(({ id, label, about }) => (
            <li key={id}>
              <button type="button" onClick={() => save(() => saveAs(id))}>
                <strong>{label}</strong>
                <span className="quiet">{about}</span>
              </button>
            </li>
          ))}
          <li className="export-apart">
            <button type="button" onClick={() => save(saveChoices)}>
              <strong>Session</strong>
              <span className="quiet">what you chose, to go on from here; without the model</span>
            </button>
          </li>
        </ul>
      </div>
    </>
  );
}
