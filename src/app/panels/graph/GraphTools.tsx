import type { Scene, Surface } from "../../graph/surface.ts";
import { grains, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { zoomStep } from "./keys.ts";

interface Props {
  readonly surface: Surface | undefined;
  readonly scene: Scene | undefined;
}

export function GraphTools({ surface, scene }: Props) {
  const first = scene?.nodes[0];
  const tools = [
    ["start", "To the beginning", () => first !== undefined && surface?.center(first)],
    ["minus", "Zoom out (−)", () => surface?.zoom(1 / zoomStep)],
    ["plus", "Zoom in (+)", () => surface?.zoom(zoomStep)],
    ["fit", "Fit the whole graph (0)", () => surface?.fit()],
  ] as const;
  return (
    <div className="tools">
      <GrainToggle />
      {tools.map(([icon, name, act]) => (
        <button key={icon} type="button" className="icon-button" aria-label={name} title={name} onClick={() => act()}>
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}

/** Nodes as the file has them, or the kernels a runtime makes of them. */
function GrainToggle() {
  const grain = useStore(session, (s) => s.grain);
  return (
    <div className="segments" role="group" aria-label="The graph shows">
      {grains.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={grain === one}
          onClick={() => session.patch({ grain: one, toggled: [] })}
        >
          {one === "nodes" ? "Nodes" : "Kernels"}
        </button>
      ))}
    </div>
  );
}
