import { useEffect, useRef, useState } from "react";
import { lessons } from "../lessons/index.ts";
import { charts } from "../panels/charts.ts";
import { session } from "../state/session.ts";
import { Icon } from "../ui/icons.tsx";
import { closeGuide } from "./guide-state.ts";
import type { GuidePage, Line } from "./page.ts";
import { chapters, pageAbout, search } from "./pages.ts";
import "./guide.css";

/** Help for every view: chapters and a search at the left, a page at the right. */
export function Guide({ about }: { readonly about: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const article = useRef<HTMLElement>(null);
  const [query, setQuery] = useState("");
  const [page, setPage] = useState(() => pageAbout(about));
  const found = search(query);
  useEffect(() => dialog.current?.showModal(), []);
  const show = (next: GuidePage | undefined): void => {
    if (next === undefined) return;
    setPage(next);
    article.current?.scrollTo(0, 0);
  };
  /** Closing first gives the focus back to where it was. */
  const leave = (act: () => void): void => {
    dialog.current?.close();
    act();
  };
  return (
    <dialog
      ref={dialog}
      className="hanging guide"
      aria-label="User guide"
      onClose={closeGuide}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
    >
      <div className="guide-box">
        <div className="guide-side">
          <input
            type="search"
            aria-label="Search the guide"
            placeholder="Search the guide"
            autoComplete="off"
            spellCheck={false}
            autoFocus
            value={query}
            onChange={({ currentTarget: { value } }) => setQuery(value)}
            onKeyDown={({ key }) => key === "Enter" && show(found[0])}
          />
          <nav aria-label="Pages of the guide">
            {chapters.map((chapter) => {
              const shown = found.filter((one) => chapter.pages.includes(one));
              return (
                shown.length > 0 && (
                  <section key={chapter.title} aria-label={chapter.title}>
                    <h3>{chapter.title}</h3>
                    {shown.map((one) => (
                      <button
                        key={one.id}
                        type="button"
                        aria-current={one === page ? "page" : undefined}
                        onClick={() => show(one)}
                      >
                        {one.title}
                      </button>
                    ))}
                  </section>
                )
              );
            })}
          </nav>
          <p className="guide-count" role="status">
            {query !== "" && (found.length === 0 ? "No page says that" : `${found.length} pages`)}
          </p>
        </div>
        <article ref={article} className="guide-page" aria-labelledby="guide-title" tabIndex={0}>
          {page !== undefined && <Page page={page} leave={leave} />}
        </article>
        <button
          type="button"
          className="icon-button guide-close"
          aria-label="Close the guide"
          title="Close (Esc)"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
    </dialog>
  );
}

interface PageProps {
  readonly page: GuidePage;
  readonly leave: (act: () => void) => void;
}

function Page({ page, leave }: PageProps) {
  const chart = charts.find(({ id, name }) => id === page.id && name === page.region);
  const taught = lessons.filter(({ id }) => page.lessons?.includes(id));
  return (
    <>
      <h2 id="guide-title">{page.title}</h2>
      <p className="guide-lead">{page.lead}</p>
      {page.sections.map(({ title, lines }) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          <Lines lines={lines} />
        </section>
      ))}
      {(taught.length > 0 || chart !== undefined) && (
        <p className="guide-on">
          {chart !== undefined && (
            <button type="button" className="button" onClick={() => leave(() => session.patch({ view: chart.id }))}>
              Show this chart
            </button>
          )}
          {taught.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              className="button"
              onClick={() => leave(() => session.patch({ lesson: id, lessonAt: undefined }))}
            >
              Lesson: {title}
            </button>
          ))}
        </p>
      )}
    </>
  );
}

/** Terms stand in a list of their own; a sentence between two lists parts them. */
function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const groups: (string | (readonly [string, string])[])[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (typeof line === "string") groups.push(line);
    else if (Array.isArray(last)) last.push(line);
    else groups.push([line]);
  }
  return groups.map((group) =>
    typeof group === "string" ? (
      <p key={group}>{group}</p>
    ) : (
      <dl key={group[0]?.[0]}>
        {group.map(([term, meaning]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    ),
  );
}
