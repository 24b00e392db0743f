import type { ReactNode } from "react";

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
  return (
    <section className="pane" aria-label={name} aria-busy={busy}>
      <header className="pane-head">
        <h2>{name}</h2>
        {tools}
      </header>
      <div className="pane-body">{children}</div>
    </section>
  );
}
