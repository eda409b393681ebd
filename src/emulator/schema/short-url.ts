/** Schemas of short URLs, which seeds and control inputs share. */
import * as z from "zod";
import { about, lazy } from "./schema.ts";

export const shortCode = about(
  "Last part of the short address, 1 to 64 letters, digits, `-` or `_`.",
  z.string().regex(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, - or _"),
);
export const httpUrl = about(
  "Address that it leads to, http or https.",
  z.url({ protocol: /^https?$/, error: "must be an address with http or https" }).max(2000),
);

const place = z.string().max(250).optional();
export const visitor = lazy(() => ({
  number: about("Number of the visitor; not known when left out.", z.string().optional()),
  city: place,
  state: place,
  country: place,
  device: place,
}));
