/** Contacts by digits, the one that changed last at the end, with indexes by id and by group. */
import { type Contact, type Contacts, profileOf } from "../domain/contact.ts";

export class ContactBook extends Map<string, Contact> implements Contacts {
  readonly #byId = new Map<number, Contact>();
  /** Ids of the contacts of each group that has any. */
  readonly #members = new Map<number, Set<number>>();

  static from(entries: Iterable<readonly [string, Contact]> = []): ContactBook {
    const book = new ContactBook();
    for (const [number, contact] of entries) book.set(number, contact);
    return book;
  }

  byId(id: number): Contact | undefined {
    return this.#byId.get(id);
  }

  idsIn(groupId: number): readonly number[] {
    // A typed array is sorted by number, and several times faster than a list.
    return Array.from(Float64Array.from(this.#members.get(groupId) ?? []).sort());
  }

  override set(number: string, contact: Contact): this {
    this.#forget(number);
    this.#byId.set(contact.id, contact);
    for (const group of profileOf(contact).groupIds) {
      const members = this.#members.get(group);
      if (members === undefined) this.#members.set(group, new Set([contact.id]));
      else members.add(contact.id);
    }
    return super.set(number, contact);
  }

  override delete(number: string): boolean {
    this.#forget(number);
    return super.delete(number);
  }

  #forget(number: string): void {
    const contact = this.get(number);
    if (contact === undefined) return;
    this.#byId.delete(contact.id);
    for (const group of profileOf(contact).groupIds) {
      const members = this.#members.get(group);
      members?.delete(contact.id);
      if (members?.size === 0) this.#members.delete(group);
    }
  }
}
