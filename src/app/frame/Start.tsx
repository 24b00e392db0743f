import { useCallback } from "react";
import { formatBytes } from "../../base/format.ts";
import { openSample } from "../state/document.ts";
import { listSamples, type Sample } from "../state/samples.ts";
import { session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { wantedStore } from "../state/wanted.ts";
import { useJob } from "../work/use-job.ts";
import { Recent } from "./Recent.tsx";

/** The empty studio: an invitation, samples, and a promise. */
export function Start() {
  const { value: samples = [] } = useJob(useCallback(() => listSamples(), []));
  return (
    <div className="start">
      <h1>See where a network’s inference time goes</h1>
      <p className="start-lead">
        The graph coloured by predicted latency, the cost of every operator, its place on the roofline: for the device,
        and the state of the device, that you choose.
      </p>
      <p className="start-drop">
        Drop an ONNX file anywhere in this window, paste one, or open one at the top right. Weights in files of their
        own come along when you drop the folder.
      </p>
      <Asked />
      <Recent />
      <h2>Or begin with a sample</h2>
      <ul className="samples">
        {samples.map((sample) => (
          <li key={sample.name}>
            <SampleCard sample={sample} />
          </li>
        ))}
      </ul>
      <p className="start-promise">
        Your files stay in this tab: nothing is uploaded, nothing is stored unless you tick the box above, and the page
        works without a network.
      </p>
    </div>
  );
}

/** What a link or a saved session asks for: neither holds the model. */
function Asked() {
  const file = useStore(session, (s) => s.file);
  const wanted = useStore(wantedStore, (w) => w.file);
  if (file === undefined) return null;
  if (wanted?.name !== file) {
    return (
      <p className="start-hint">
        This link was made with <strong>{file}</strong>. Drop that file to see the same view.
      </p>
    );
  }
  return (
    <p className="start-hint" role="status">
      This session was saved with <strong>{file}</strong> ({formatBytes(wanted.bytes)}). Drop that file, or open it at
      the top right, to go on where you were.
    </p>
  );
}

function SampleCard({ sample }: { readonly sample: Sample }) {
  return (
    <button type="button" className="sample" onClick={() => void openSample(sample.name)}>
      <strong>{sample.title}</strong>
      <span>{sample.description}</span>
    </button>
  );
}
