/** A view that is not the inbox: one column that scrolls. */
import type { Child } from "hono/jsx";

interface ViewProps {
  /** Tells it from other views and pages, of which each begins at its top; the same one keeps its place. */
  readonly name: string;
  readonly narrow?: boolean;
  readonly children?: Child;
}

export function View({ name, narrow = false, children }: ViewProps) {
  return (
    <div id={`view-${encodeURIComponent(name)}`} class={narrow ? "view narrow" : "view"}>
      {children}
    </div>
  );
}
