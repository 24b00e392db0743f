import { formatBytes } from "../../../base/format.ts";
import { ruleSetById, ruleSets } from "../../../runtime/fusion/index.ts";
import { type Fusion, fusionTotals } from "../../../runtime/fusion/kernels.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { rulesOf, useRules } from "../fusion.ts";

/** Above the kernels: whose rules made them, how many there are, and what they need not move. */
export function KernelBar({ fusion }: { readonly fusion: Fusion }) {
  const rules = useRules();
  const ofRuntime = useStore(session, ({ runtime, device }) => rulesOf({ rules: undefined, runtime, device }).id);
  const { kernels, nodes, savedBytes, movedBytes } = fusionTotals(fusion);
  return (
    <div className="kernel-bar">
      <select
        aria-label="Fusion rules"
        title={`${rules.about}\n\nSource: ${rules.source}`}
        value={rules.id}
        onChange={({ currentTarget: { value } }) =>
          session.patch({ rules: value === ofRuntime ? undefined : ruleSetById(value)?.id, toggled: [] })
        }
      >
        {ruleSets.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <span
        aria-live="polite"
        title={`${formatBytes(movedBytes)} are moved, ${formatBytes(savedBytes)} less than node by node`}
      >
        <b>{kernels}</b> kernels of {nodes} nodes, saving <b>{formatBytes(savedBytes)}</b> of traffic
      </span>
    </div>
  );
}
