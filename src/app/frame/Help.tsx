import { nameOf } from "../commands/command.ts";
import { commands } from "../commands/commands.ts";
import { isMac, textOf } from "../commands/keys.ts";
import { fields } from "../search/query.ts";

/** "Undo the last choice" begins its line in small, as the other lines of the sheet do. */
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const keys = commands.flatMap((command) => {
  const [first] = command.keys ?? [];
  return first === undefined ? [] : [[textOf(first, isMac), command.help ?? lower(nameOf(command))] as const];
});

/** The fields of a search, after what is written without one. */
const searches: readonly (readonly [word: string, what: string])[] = [
  ["layer1 -relu", "layer1 in the name or operator, and no relu"],
  [">5%", "more than this share of the latency"],
  ...fields.map(({ example, about }) => [example, about] as const),
];

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
        <h2>What leaves this tab</h2>
        <p>
          Nothing. Models are read and counted here; the page asks only the site it came from, and only for its own
          parts, and the browser is told to refuse all else. Saved files, the list of recent files and latencies of your
          own, where you allowed it, stay on this computer.
        </p>
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
