/** Every status of the vendor's table, in its spelling. Page delivery-reports. */
export const DELIVERY_STATUSES = [
  [1, "Pending"],
  [2, "Delivered"],
  [3, "Failed"],
  [4, "Bufered"],
  [5, "Rejected"],
  [6, "Optout"],
  [7, "Unknown"],
  [8, "Disconected"],
  [9, "Optedout"],
  [10, "Processed"],
  [11, "Retrieved"],
  [12, "Expired"],
] as const;
