declare module "split-sms" {
  interface Part {
    /** characters; a surrogate pair is one */
    readonly length: number;
    /** septets under `GSM`, octets under `Unicode` */
    readonly bytes: number;
  }
  interface Split {
    readonly characterSet: "GSM" | "Unicode";
    readonly parts: readonly Part[];
    readonly bytes: number;
    readonly length: number;
  }
  export function split(message: string, options?: { readonly summary?: boolean }): Split;
}
