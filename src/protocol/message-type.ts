/**
 * Kinds of messages, sent and received.
 *
 * Source: page list-sent-group-campaigns; the tables of the other pages are cut.
 */
export const messageTypes = { 1: "SMS", 2: "MMS" } as const;
