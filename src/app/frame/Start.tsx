import { useCallback } from "react";
import { openSample } from "../state/document.ts";
import { listSamples, type Sample } from "../state/samples.ts";
import { session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { useJob } from "../work/use-job.ts";

/** The empty studio: an invitation, samples, and a promise. */
export function Start() {
  const { value: samples = [] } = useJob(useCallback(() => listSamples(), []));
  const file = useStore(session, (s) => s.file);
  return (
    <div className="start">
      <h1>See where a network’s inference time goes</h1>
      <p className="start-lead">
        The graph coloured by predicted latency, the cost of every operator, its place on the roofline: for the device,
        and the state of the device, that you choose.
      </p>
      <p className="start-drop">
        Drop an ONNX file anywhere in this window, or open one at the top right. Weights in files of their own come
        along when you drop the folder.
      </p>
      {file !== undefined && (
        <p className="start-hint">
          This link was made with <strong>{file}</strong>. Drop that file to see the same view.
        </p>
      )}
      <h2>Or begin with a sample</h2>
      <ul className="samples">
        {samples.map((sample) => (
          <li key={sample.name}>
            <SampleCard sample={sample} />
          </li>
        ))}
      </ul>
      <p className="start-promise">
        Your files stay in this tab: nothing is uploaded, nothing is stored, and the page works without a network.
      </p>
    </div>
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
