/**
 * Admission of a call to an account: its API app is activated, and the caller's address is on its list.
 *
 * Source: page error-codes, codes 6 and 7; that they hold on every endpoint, after the token and the account's rate
 * limit, is assumed.
 */
import { BlockList, isIP } from "node:net";
import type { Settings } from "../settings.ts";
import type { Account } from "./account.ts";
import { codedRefusal, type Refusal } from "./refusal.ts";

/** The address of calls that come through no socket. */
export const IN_PROCESS = "127.0.0.1";

/** Lists that were compiled, by the list itself: accounts share and keep theirs. */
const compiled = new WeakMap<readonly string[], BlockList>();

/** True when a text is an IP address, or a network in the notation address/bits. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** @param address as the socket has it */
export function gateRefusal(
  { activated, allowedAddresses }: Pick<Account, "activated" | "allowedAddresses">,
  address: string,
  { errors }: Pick<Settings, "errors">,
): Refusal | undefined {
  if (!activated) {
    return codedRefusal(errors.appNotActivated, {
      rule: "account.activated",
      inputs: { activated },
      wouldSucceed:
        "The same call once the account's API app is activated: PATCH its field activated to true.",
    });
  }
  if (allowedAddresses === null || isAllowed(address, allowedAddresses)) return undefined;
  return codedRefusal(errors.addressNotAllowed, {
    rule: "account.addresses",
    inputs: { address, allowed: allowedAddresses.join(", ") },
    wouldSucceed: "A call from an address on the account's list allowedAddresses.",
  });
}

function isAllowed(address: string, allowed: readonly string[]): boolean {
  // A dual-stack socket writes an IPv4 address so.
  const plain = address.replace(/^::ffff:/i, "");
  const family = isIP(plain);
  return family !== 0 && listOf(allowed).check(plain, family === 4 ? "ipv4" : "ipv6");
}

function listOf(allowed: readonly string[]): BlockList {
  const known = compiled.get(allowed);
  if (known !== undefined) return known;
  const list = new BlockList();
  for (const each of allowed) {
    const [address = "", bits] = each.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  compiled.set(allowed, list);
  return list;
}
