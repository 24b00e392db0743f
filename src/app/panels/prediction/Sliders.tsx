import { useMemo } from "react";
import { formatBandwidth, formatFrequency, formatPercent } from "../../../base/format.ts";
import { parseBandwidth, parseFrequency, parsePercent } from "../../../base/parse.ts";
import { openDeviceDialog } from "../../state/device-dialog.ts";
import { deviceOf, limitsOf, session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { BudgetForm } from "./BudgetForm.tsx";
import { OtherLoad } from "./OtherLoad.tsx";
import { Slider } from "./Slider.tsx";
import { Sparkline } from "./Sparkline.tsx";
import { sweepOf, useSweeps } from "./sweeps.ts";
import { WidthSlider } from "./WidthSlider.tsx";

/** The knobs of the device's state, each with the latency along its way; the model's width; the search for a latency. */
export function Sliders() {
  const choice = useStore(session, (s) => s);
  const { device, cores } = choice;
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const limits = useMemo(() => limitsOf(choice), [device, cores]);
  const state = stateOf(choice);
  const unit = deviceOf(choice).kind === "gpu" ? "GPU" : "CPU";
  const curves = useSweeps();
  return (
    <div className="sliders">
      <Slider
        name={`${unit} frequency`}
        value={state.frequencyHz}
        range={limits.frequencyHz}
        levels={limits.levelsHz}
        format={formatFrequency}
        parse={parseFrequency}
        isDefault={choice.frequencyHz === undefined}
        onChange={(frequencyHz) => session.patch({ frequencyHz })}
        curve={<Sparkline points={sweepOf(curves, "frequency")} at={state.frequencyHz} />}
      />
      <Slider
        name={`${unit} utilization`}
        value={state.utilization}
        range={[0, 1]}
        levels={[]}
        format={formatPercent}
        parse={parsePercent}
        isDefault={choice.utilization === 0}
        onChange={(utilization) => session.patch({ utilization: utilization ?? 0 })}
        curve={<Sparkline points={sweepOf(curves, "utilization")} at={state.utilization} />}
      />
      <OtherLoad curves={curves} />
      {limits.bandwidth === undefined || state.bandwidthBytesPerSecond === undefined ? (
        <p className="warning">
          The memory bandwidth of this device is not known.{" "}
          <button type="button" className="link" onClick={() => openDeviceDialog(deviceOf(choice))}>
            Enter it
          </button>
        </p>
      ) : (
        <Slider
          name="Memory bandwidth"
          value={state.bandwidthBytesPerSecond}
          range={limits.bandwidth}
          levels={[]}
          format={formatBandwidth}
          parse={parseBandwidth}
          isDefault={choice.bandwidthBytesPerSecond === undefined}
          onChange={(bandwidthBytesPerSecond) => session.patch({ bandwidthBytesPerSecond })}
          curve={<Sparkline points={sweepOf(curves, "bandwidth")} at={state.bandwidthBytesPerSecond} />}
        />
      )}
      <WidthSlider />
      <BudgetForm />
    </div>
  );
}
