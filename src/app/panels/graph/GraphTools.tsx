import type { Scene, Surface } from "../../graph/surface.ts";
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
      {tools.map(([icon, name, act]) => (
        <button key={icon} type="button" className="icon-button" aria-label={name} title={name} onClick={() => act()}>
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
