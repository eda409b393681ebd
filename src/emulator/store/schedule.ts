/** Due times of the accounts, which saves visiting all of them. */
import { DueQueue } from "./due-queue.ts";
import { tenantTime } from "./events.ts";
import type { Root, Tenant } from "./root.ts";

/** Valid until a clock is moved or an account replaced. Times are by the machine's clock. */
export class Schedule {
  readonly #root: Root;
  readonly #queue = new DueQueue<{ readonly at: number; readonly token: string }>();
  /** The earliest entry of each account; later ones of the same account find nothing left to do. */
  readonly #earliest = new Map<string, number>();

  constructor(root: Root) {
    this.#root = root;
    for (const tenant of root.tenants.values()) this.foresee(tenant);
  }

  /** Milliseconds since 1970 before which nothing falls due; undefined when nothing will. */
  get next(): number | undefined {
    return this.#queue.peek()?.at;
  }

  /** Called after every change of the account. */
  foresee(tenant: Tenant): void {
    const { token } = tenant.account;
    const at = nextDue(this.#root, tenant);
    if (at >= (this.#earliest.get(token) ?? Infinity)) return;
    this.#earliest.set(token, at);
    this.#queue.push({ at, token });
  }

  /** Takes an account of which something may have fallen due by now. */
  take(now: number): Tenant | undefined {
    for (let next = this.#queue.peek(); next !== undefined && next.at <= now; next = this.#queue.peek()) {
      this.#queue.pop();
      this.#earliest.delete(next.token);
      const tenant = this.#root.tenants.get(next.token);
      if (tenant !== undefined) return tenant;
    }
    return undefined;
  }
}

/** Infinite when nothing will. */
function nextDue(root: Root, tenant: Tenant): number {
  const { due, pending, clock } = tenant;
  const at = Math.min(due.peek()?.at ?? Infinity, pending.peek()?.at ?? Infinity);
  if (at === Infinity) return at;
  const isStill = clock.frozenAt !== null || root.clock.frozenAt !== null;
  if (isStill) return at <= tenantTime(root, tenant, 0) ? -Infinity : Infinity;
  return at - clock.offsetMs - root.clock.offsetMs;
}
