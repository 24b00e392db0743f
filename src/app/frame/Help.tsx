import { nameOf } from "../commands/command.ts";
import { commands } from "../commands/commands.ts";
import { isMac, textOf } from "../commands/keys.ts";

/** "Undo the last choice" begins its line in small, as the other lines of the sheet do. */
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const keys = commands.flatMap((command) => {
  const [first] = command.keys ?? [];
  return first === undefined ? [] : [[textOf(first, isMac), command.help ?? lower(nameOf(command))] as const];
});

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
        <h2>What leaves this tab</h2>
        <p>
          Nothing. Models are read and counted here; the page asks only the site it came from, and only for its own
          parts, and the browser is told to refuse all else. Saved files and the list of recent files, where you allowed
          it, stay on this computer.
        </p>
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
