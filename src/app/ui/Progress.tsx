import { useEffect, useState } from "react";
import { formatPercent } from "../../base/format.ts";
import type { Fraction } from "../../base/units.ts";

/** Work that ends sooner is not worth a flash of a bar. */
const patienceMs = 150;

interface Props {
  /** What is being done: "Reading model.onnx". */
  readonly text: string;
  /** Undefined: not known, and the bar only tells that work goes on. */
  readonly done: Fraction | undefined;
  readonly cancel: () => void;
}

/** Long work: how far it is, and the way to stop it. */
export function Progress({ text, done, cancel }: Props) {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (patient) return null;
  const known = done !== undefined;
  return (
    <div className="notice notice-progress">
      <p>
        {text}
        {known && `, ${formatPercent(done)}`}
      </p>
      <div
        className={known ? "bar" : "bar bar-unknown"}
        role="progressbar"
        aria-label={text}
        {...(known ? { "aria-valuenow": Math.round(done * 100), "aria-valuemin": 0, "aria-valuemax": 100 } : {})}
      >
        <span style={known ? { width: `${done * 100}%` } : {}} />
      </div>
      <button type="button" className="button" onClick={cancel}>
        Cancel
      </button>
    </div>
  );
}
