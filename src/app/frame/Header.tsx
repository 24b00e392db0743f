import { formatBytes, formatCount, formatFlops, formatMacs } from "../../base/format.ts";
import { ariaOf, isMac, textOf } from "../commands/keys.ts";
import { copyLink } from "../commands/model.ts";
import { openPalette, palette } from "../commands/palette-state.ts";
import type { Analysis } from "../../engine/analysis.ts";
import { openGuide } from "../guide/guide-state.ts";
import { GuideHost } from "../guide/GuideHost.tsx";
import { LessonsButton } from "../lessons/LessonsButton.tsx";
import { useAnalysis, usePrecisionText } from "../panels/context.ts";
import { closeModel } from "../state/document.ts";
import { useStore } from "../state/store.ts";
import { themeStore, toggleTheme } from "../state/theme.ts";
import { Icon } from "../ui/icons.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { Help } from "./Help.tsx";
import { OpenButton, OpenFolderButton } from "./OpenButton.tsx";
import { Palette } from "./Palette.tsx";

export function Header() {
  const analysis = useAnalysis();
  const theme = useStore(themeStore, (t) => t.theme);
  const other = theme === "dark" ? "light" : "dark";
  return (
    <header className="head">
      <button type="button" className="brand" onClick={closeModel} title="Back to the start">
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path d="M2 16 9 6h9" />
          <circle cx="9" cy="6" r="2.2" />
        </svg>
        <span>Ridgepoint</span>
      </button>
      {analysis !== undefined && <Totals analysis={analysis} />}
      <div className="head-tools">
        <LessonsButton />
        <button
          type="button"
          className="button button-quiet"
          aria-keyshortcuts="F1"
          title="What every view shows and how to use it (F1)"
          onClick={() => openGuide("")}
        >
          Guide
        </button>
        <GuideHost />
        <CommandsButton />
        {analysis !== undefined && <ExportMenu />}
        {analysis !== undefined && <CopyLink />}
        <button
          type="button"
          className="icon-button"
          aria-label={`Change to the ${other} theme`}
          title={`Change to the ${other} theme`}
          onClick={toggleTheme}
        >
          <Icon name={theme === "dark" ? "sun" : "moon"} />
        </button>
        <Help />
        <OpenFolderButton />
        <OpenButton />
      </div>
    </header>
  );
}

function Totals({ analysis }: { readonly analysis: Analysis }) {
  const { totals, file } = analysis;
  const precision = usePrecisionText();
  const shown = analysis.nodes.filter((node) => !node.folded).length;
  return (
    <>
      <h1 className="model-name" title={file.name}>
        {file.name}
      </h1>
      <dl className="totals" aria-label="Totals of the model">
        <div title={`${totals.nodes} with those computed once`}>
          <dt>Nodes</dt>
          <dd>{shown}</dd>
        </div>
        <div title="Multiply-accumulates of convolutions and matrix products">
          <dt>MACs</dt>
          <dd>{formatMacs(totals.macs)}</dd>
        </div>
        <div title="All arithmetic; one MAC is two">
          <dt>FLOPs</dt>
          <dd>{formatFlops(totals.flops)}</dd>
        </div>
        <div title={`${formatBytes(totals.weightBytes)} of weights ${precision}`.trim()}>
          <dt>Parameters</dt>
          <dd>{formatCount(totals.params)}</dd>
        </div>
        <div title={`Most activation bytes alive at once, in execution order, ${precision || "as in the file"}`}>
          <dt>Peak activations</dt>
          <dd>{formatBytes(totals.peakActivationBytes)}</dd>
        </div>
      </dl>
    </>
  );
}

const paletteKey = "Mod+K";

function CommandsButton() {
  const isOpen = useStore(palette, (p) => p.isOpen);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Commands"
        aria-haspopup="dialog"
        aria-keyshortcuts={ariaOf(paletteKey, isMac)}
        title={`All commands (${textOf(paletteKey, isMac)})`}
        onClick={openPalette}
      >
        <Icon name="commands" />
      </button>
      {isOpen && <Palette />}
    </>
  );
}

function CopyLink() {
  return (
    <button
      type="button"
      className="button button-quiet"
      onClick={() => void copyLink()}
      title="Copy a link to this view"
    >
      <Icon name="link" />
      Copy link
    </button>
  );
}
