import { lazy, Suspense } from "react";
import { whileBusy } from "../state/busy.ts";
import { session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { Waiting } from "../ui/Waiting.tsx";

const Lessons = lazy(() => whileBusy(import("./Lessons.tsx").then((loaded) => ({ default: loaded.Lessons }))));

/** Opens and closes the lessons; their code is fetched when they are first opened. */
export function LessonsButton() {
  const isOpen = useStore(session, (s) => s.lesson !== undefined);
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        aria-expanded={isOpen}
        title="Interactive lessons on the layers of the open model"
        onClick={() => session.patch({ lesson: isOpen ? undefined : "im2col", lessonAt: undefined })}
      >
        Lessons
      </button>
      {isOpen && (
        <Suspense fallback={<Waiting />}>
          <Lessons />
        </Suspense>
      )}
    </>
  );
}
