import { announcement } from "../commands/announcement.ts";
import { useStore } from "../state/store.ts";

/** What a command just did. The element stays, so that screen readers notice its text. */
export function Announcement() {
  const text = useStore(announcement, (a) => a.text);
  return (
    <p className="announcement" role="status">
      {text}
    </p>
  );
}
