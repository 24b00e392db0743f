import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "./icons.tsx";
import "./sheet.css";

interface Props {
  /** What it is to assistive technology, whatever the title says. */
  readonly label: string;
  readonly title: string;
  readonly className: string;
  /** Beside the button that closes it. */
  readonly aside?: ReactNode;
  /** A file dropped on it; without, it is refused. */
  readonly onFile?: (file: File | undefined) => void;
  readonly onClose: () => void;
  /** A `sheet-body`, which scrolls, and a `sheet-foot`. */
  readonly children: ReactNode;
}

const stop = (event: { stopPropagation: () => void; preventDefault: () => void }): void => {
  event.stopPropagation();
  event.preventDefault();
};

/** A modal form over the window, for as long as it is mounted. */
export function Sheet({ label, title, className, aside, onFile, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={`card sheet ${className}`}
      aria-label={label}
      onClose={onClose}
      // The window behind would open a dropped file as a model.
      onDragEnter={stop}
      onDragOver={stop}
      onDragLeave={stop}
      onDrop={(event) => {
        stop(event);
        onFile?.(event.dataTransfer.files[0]);
      }}
    >
      <header className="sheet-head">
        <h2>{title}</h2>
        {aside}
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
