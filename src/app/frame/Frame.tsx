import { Component, type ReactNode } from "react";

interface State {
  readonly failure: string | undefined;
}

/** Catches faults of the studio itself, so that a broken view says so instead of leaving an empty page. */
export class Frame extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === undefined) return <div className="frame">{this.props.children}</div>;
    return (
      <div className="fault" role="alert">
        <h1>The studio has a fault</h1>
        <p>{failure}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load again
        </button>
      </div>
    );
  }
}
