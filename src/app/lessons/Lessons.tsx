import { Suspense, useEffect, useRef, useState } from "react";
import { useModel } from "../panels/context.ts";
import { openSample } from "../state/document.ts";
import { session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { formatSession } from "../state/url.ts";
import { Icon } from "../ui/icons.tsx";
import { lessons } from "./index.ts";
import { Waiting } from "../ui/Waiting.tsx";
import "./lessons.css";

export const openLesson = (lesson: string | undefined): void => session.patch({ lesson, lessonAt: undefined });
const close = (): void => openLesson(undefined);

/** Samples that have what most lessons speak of: 3×3 convolutions, and depthwise ones. */
const offered = [
  { name: "resnet18", title: "ResNet-18" },
  { name: "mobilenet_v2", title: "MobileNetV2" },
] as const;

/** A wide area beside the graph, in which one lesson is open. */
export function Lessons() {
  const id = useStore(session, (s) => s.lesson);
  const isModelOpen = useModel() !== undefined;
  const place = usePlace(isModelOpen);
  const panel = useRef<HTMLElement>(null);
  const open = lessons.find((lesson) => lesson.id === id) ?? lessons[0];
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEscape(close);
  if (open === undefined) throw new Error("the list of lessons is empty");
  return (
    <section ref={panel} className="lessons" aria-label="Lessons" tabIndex={-1} style={place}>
      <header className="lessons-head">
        <nav aria-label="All lessons">
          {lessons.map((lesson) => (
            <button
              key={lesson.id}
              type="button"
              className="tab"
              aria-current={lesson.id === open.id ? "page" : undefined}
              onClick={() => openLesson(lesson.id)}
            >
              {lesson.title}
            </button>
          ))}
        </nav>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the lessons"
          title="Close (Esc)"
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      <article className="lesson" aria-labelledby="lesson-title">
        <div className="lesson-title">
          <h2 id="lesson-title">{open.title}</h2>
          <StateLink />
        </div>
        <p className="lesson-lead">{open.question}</p>
        {isModelOpen ? (
          <Suspense fallback={<Waiting />}>
            <open.Component key={open.id} />
          </Suspense>
        ) : (
          <OfferSample />
        )}
      </article>
    </section>
  );
}

/** Restores the model, the device, the lesson and where it stands. */
function StateLink() {
  const address = useStore(session, (s) => `?${formatSession(s)}`);
  return (
    <a className="lesson-link" href={address} title="Copy or keep this address: it opens the lesson as it stands now">
      Link to this state
    </a>
  );
}

function OfferSample() {
  const opening = useStore(session, (s) => s.model);
  return (
    <div className="lesson-offer">
      <p>Lessons speak of the layers of an open model. Open a file of yours, or begin with a sample:</p>
      <p>
        {offered.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className="button"
            disabled={opening === name}
            onClick={() => void openSample(name)}
          >
            {title}
          </button>
        ))}
      </p>
    </div>
  );
}

interface Place {
  readonly top: number;
  readonly left: number;
}

/** Right of the graph, wherever its divider stands, so that what one selects there and what is taught stay side by side. */
function usePlace(isModelOpen: boolean): Place | undefined {
  const [place, setPlace] = useState<Place>();
  useEffect(() => {
    const main = document.querySelector("main");
    const graph = isModelOpen ? document.querySelector('[aria-label="Model graph"]') : null;
    const measure = (): void => {
      const left = graph === null ? 0 : graph.getBoundingClientRect().right;
      setPlace({ top: main?.getBoundingClientRect().top ?? 0, left: left > innerWidth * 0.6 ? 0 : left });
    };
    const observer = new ResizeObserver(measure);
    for (const element of [main, graph]) if (element !== null) observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [isModelOpen]);
  return place;
}

/** Before the window's own Escape, which would clear the selection; what floats above closes first. */
function useEscape(act: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (document.querySelector(":modal, :popover-open") !== null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [act]);
}
