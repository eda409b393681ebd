import { deliveryReport } from "../../protocol/api/sms-simple.ts";
import type { Core } from "../core.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { CallOptions } from "../http/call.ts";
import { type Operation, recordOperation } from "../http/operation.ts";
import type { DeliveryReport, SentMessage } from "../records.ts";
import { type SimpleSendParams } from "../send-params.ts";
import { simpleSendOperation } from "../sending.ts";
import { type DeliveryWait, Wait, type WaitOptions } from "../waiting/wait.ts";

const reportOperation = (id: string): Operation<DeliveryReport> =>
  recordOperation(deliveryReport, "read the delivery report", { id });

/** Single messages whose sender the account chooses. */
export class SmsSimple {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Sends one message, as `sms.send` does, but takes no `sendFrom`. Page send-sms-mms-simple.
   *
   * @throws the same errors as `sms.send`
   * @example
   * const { id } = await client.smsSimple.send({ mobilePhone: "16465550123", message: "Hello" });
   */
  send(params: SimpleSendParams, options?: CallOptions): ApiPromise<SentMessage> {
    const operation = async () => simpleSendOperation(params);
    return this.#core.call(operation, options, false, this.#core.sent.watch);
  }

  /**
   * Where a message sent with `smsSimple.send` is on its way. The vendor has no page for it; it is the address
   * that `deliveryReportUrl` gives.
   *
   * @throws the same errors as `sms.deliveryReport`
   */
  deliveryReport(id: string, options?: CallOptions): ApiPromise<DeliveryReport> {
    return this.#core.call(reportOperation(id), options);
  }

  /**
   * Waits until a message sent with `smsSimple.send` has come to its end, as `sms.waitForDelivery` does.
   *
   * @throws the same errors as `sms.waitForDelivery`
   */
  waitForDelivery(id: string, options: WaitOptions = {}): DeliveryWait {
    return new Wait(async (left) => {
      const { waitForDelivery } = await import("../waiting/delivery-wait.ts");
      return waitForDelivery(this.#core, reportOperation(id), options, left);
    });
  }
}
