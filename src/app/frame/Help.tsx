const keys = [
  ["/", "search the operators"],
  ["T", "to the table; arrows walk its rows"],
  ["G", "to the graph; arrows walk its nodes, + and − zoom, 0 fits"],
  ["Esc", "clear the selection, then the search"],
  ["Ctrl O", "open a file"],
] as const;

const searches = [
  ["op:conv", "operators that begin with conv"],
  ["k:3x3", "a window of this size"],
  [">5%", "more than this share of the latency"],
  ["is:memory", "bound by memory (or compute)"],
] as const;

export function Help() {
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Help"
        title="Keys and searches (?)"
        popoverTarget="help"
      >
        ?
      </button>
      <div id="help" popover="auto" className="popover help">
        <h2>Keys</h2>
        <dl>
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <h2>Searches</h2>
        <dl>
          {searches.map(([word, what]) => (
            <div key={word}>
              <dt>
                <code>{word}</code>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <h2>To read</h2>
        <p>
          <a className="link" href="docs/worked-examples.html" target="_blank" rel="noreferrer">
            Worked examples
          </a>
          : bytes and energy counted by hand, and where such counts go wrong
        </p>
      </div>
    </>
  );
}
