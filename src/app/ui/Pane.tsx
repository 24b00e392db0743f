import { type ReactNode, use } from "react";
import { GuideButton } from "../guide/GuideButton.tsx";
import { InTabs } from "./TabList.tsx";

interface Props {
  /** Accessible name of the region, and its title. */
  readonly name: string;
  readonly busy?: boolean;
  /** Beside the title. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A region of the workspace: a title line and content that fills the rest. */
export function Pane({ name, busy = false, tools, children }: Props) {
  const isTab = use(InTabs);
  return (
    <section className="pane" aria-label={name} aria-busy={busy}>
      {(!isTab || tools !== undefined) && (
        <header className={isTab ? "pane-head pane-tools" : "pane-head"}>
          {!isTab && <h2>{name}</h2>}
          {tools}
          {!isTab && <GuideButton region={name} />}
        </header>
      )}
      <div className="pane-body">{children}</div>
    </section>
  );
}
