import { Announcement } from "./frame/Announcement.tsx";
import { Frame } from "./frame/Frame.tsx";
import { Header } from "./frame/Header.tsx";
import { DropTarget } from "./frame/DropTarget.tsx";
import { Notices } from "./frame/Notices.tsx";
import { Start } from "./frame/Start.tsx";
import { Workspace } from "./frame/Workspace.tsx";
import { usePaste } from "./frame/use-paste.ts";
import { useShortcuts } from "./frame/use-shortcuts.ts";
import { documentStore } from "./state/document.ts";
import { useStore } from "./state/store.ts";
import "./theme.css";
import "./app.css";

export function App() {
  const isOpen = useStore(documentStore, ({ model }) => model !== undefined);
  const isOpening = useStore(documentStore, ({ opening }) => opening !== undefined);
  usePaste();
  useShortcuts();
  return (
    <Frame>
      <Header />
      <Notices />
      <main className="main">
        {!isOpen && <Start />}
        {/* Built out of sight while the file is read, so that the model finds its views standing. */}
        {(isOpen || isOpening) && (
          <div className={isOpen ? "stage" : "stage stage-waiting"}>
            <Workspace />
          </div>
        )}
      </main>
      <DropTarget />
      <Announcement />
    </Frame>
  );
}
