import { useEffect, useState } from "react";
import { formatPercent } from "../../base/format.ts";
import { cancelOpening, dismissTrouble, documentStore, type Opening } from "../state/document.ts";
import { UpdateNotice } from "../offline/UpdateNotice.tsx";
import { ownDevices } from "../state/own-devices.ts";
import { forecast } from "../state/prediction.ts";
import { deviceOf, session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { Icon } from "../ui/icons.tsx";
import { FilesNotice } from "./FilesNotice.tsx";

const stages: Readonly<Record<Opening["stage"], string>> = {
  fetch: "Fetching",
  read: "Reading",
  shapes: "Working out shapes",
  costs: "Counting costs",
};

/** Work that ends sooner is not worth a flash of a bar. */
const patienceMs = 150;

/** The long work that runs, and what went wrong. */
export function Notices() {
  const opening = useStore(documentStore, (d) => d.opening);
  const trouble = useStore(documentStore, (d) => d.trouble);
  const failure = useStore(forecast, (f) => f.failure);
  const missing = useStore(ownDevices, (d) => d.missing);
  return (
    <>
      {opening !== undefined && <Progress opening={opening} />}
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

function Progress({ opening }: { readonly opening: Opening }) {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (patient) return null;
  const text = `${stages[opening.stage]} ${opening.name}`;
  const known = opening.stage === "read";
  return (
    <div className="notice notice-progress">
      <p>
        {text}
        {known && `, ${formatPercent(opening.done)}`}
      </p>
      <div
        className={known ? "bar" : "bar bar-unknown"}
        role="progressbar"
        aria-label={text}
        {...(known
          ? { "aria-valuenow": Math.round(opening.done * 100), "aria-valuemin": 0, "aria-valuemax": 100 }
          : {})}
      >
        <span style={known ? { width: `${opening.done * 100}%` } : {}} />
      </div>
      <button type="button" className="button" onClick={cancelOpening}>
        Cancel
      </button>
    </div>
  );
}
