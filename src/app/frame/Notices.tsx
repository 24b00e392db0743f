import { cancelOpening, dismissTrouble, documentStore, type Opening } from "../state/document.ts";
import { UpdateNotice } from "../offline/UpdateNotice.tsx";
import { ownDevices } from "../state/own-devices.ts";
import { forecast } from "../state/prediction.ts";
import { deviceOf, session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { Icon } from "../ui/icons.tsx";
import { Progress } from "../ui/Progress.tsx";
import { FilesNotice } from "./FilesNotice.tsx";

const stages: Readonly<Record<Opening["stage"], string>> = {
  fetch: "Fetching",
  read: "Reading",
  shapes: "Working out shapes",
  costs: "Counting costs",
};

/** The long work that runs, and what went wrong. */
export function Notices() {
  const opening = useStore(documentStore, (d) => d.opening);
  const trouble = useStore(documentStore, (d) => d.trouble);
  const failure = useStore(forecast, (f) => f.failure);
  const missing = useStore(ownDevices, (d) => d.missing);
  return (
    <>
      {opening !== undefined && (
        <Progress
          text={`${stages[opening.stage]} ${opening.name}`}
          done={opening.stage === "read" ? opening.done : undefined}
          cancel={cancelOpening}
        />
      )}
      {trouble !== undefined && (
        <div className="notice" role="alert">
          <p>
            <strong>{trouble.name}</strong> {trouble.text}
          </p>
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={dismissTrouble}>
            <Icon name="close" />
          </button>
        </div>
      )}
      <UpdateNotice />
      <FilesNotice />
      {missing !== undefined && <MissingDevice id={missing} />}
      {failure !== undefined && (
        <div className="notice" role="alert">
          <p>
            <strong>No prediction.</strong> {failure}
          </p>
        </div>
      )}
    </>
  );
}

/** A link may name a device that somebody else described in another browser. */
function MissingDevice({ id }: { readonly id: string }) {
  const device = useStore(session, deviceOf);
  return (
    <div className="notice" role="alert">
      <p>
        <strong>{id}</strong> is no device this browser knows; {device.name} is shown instead. A device of one’s own
        travels as a file, not in a link.
      </p>
      <button
        type="button"
        className="icon-button"
        aria-label="Dismiss"
        onClick={() => ownDevices.patch({ missing: undefined })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
