/** Line icons of 16 units; decoration only, so the button around one carries the name. */

const paths = {
  open: "M2 13V3.5h4l1.5 2H14V13z",
  folder: "M2 13V3.500h4l1.500 2H14V13zM8 7v4M6 9h4",
  link: "M6.5 9.5 9.5 6.5M7 5l1.8-1.8a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.800 1.800a2.8 2.8 0 0 1-4-4L5 7",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1.100 1.100M11.900 11.900 13 13M13 3l-1.100 1.100M4.100 11.900 3 13",
  moon: "M13 9.500A5.500 5.500 0 0 1 6.500 3 5.500 5.500 0 1 0 13 9.500z",
  save: "M8 2.500v7M5 7l3 3 3-3M3 13.500h10",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10",
  start: "M3 3h10M8 13V6M5 9l3-3 3 3",
  close: "M4 4l8 8M12 4l-8 8",
  reset: "M3 8a5 5 0 1 0 1.600-3.700M3 2.500V5h2.500",
  info: "M8 7.200V11.500M8 4.600v.3M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13z",
  up: "M4 10l4-4 4 4",
  down: "M4 6l4 4 4-4",
  grid: "M2.500 2.500h4.500v4.500H2.500zM9 2.500h4.500v4.500H9zM2.500 9h4.500v4.500H2.500zM9 9h4.500v4.500H9z",
  commands:
    "M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.300 10.300 14 14M4.800 5.800l1.400 1.200-1.400 1.200M7.200 8.400h1.600",
} as const;

export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
