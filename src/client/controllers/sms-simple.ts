import type { ApiPromise } from "../api-promise.ts";
import type { CallOptions } from "../call.ts";
import type { Core } from "../core.ts";
import type { RouteOf } from "../operation.ts";
import { type DeliveryWait, Wait, type WaitOptions } from "../waiting/wait.ts";
import {
  type DeliveryReport,
  reportOperation,
  type SentMessage,
  type SimpleSendParams,
  simpleSendOperation,
} from "../wire/message.ts";

const sendRoute: RouteOf<"smsSimple.send"> = { method: "POST", path: "/v1/sms-simple/send" };
const reportRoute: RouteOf<"smsSimple.deliveryReport"> = {
  method: "GET",
  path: "/v1/sms-simple/delivery-report",
};

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
    const operation = async () => simpleSendOperation(sendRoute, params);
    return this.#core.call(operation, options, false, this.#core.sent.watch);
  }

  /**
   * Where a message sent with `smsSimple.send` is on its way. The vendor has no page for it; it is the address
   * that `deliveryReportUrl` gives.
   *
   * @throws the same errors as `sms.deliveryReport`
   */
  deliveryReport(id: string, options?: CallOptions): ApiPromise<DeliveryReport> {
    return this.#core.call(reportOperation(reportRoute, id), options);
  }

  /**
   * Waits until a message sent with `smsSimple.send` has come to its end, as `sms.waitForDelivery` does.
   *
   * @throws the same errors as `sms.waitForDelivery`
   */
  waitForDelivery(id: string, options: WaitOptions = {}): DeliveryWait {
    return new Wait(async (left) => {
      const { waitForDelivery } = await import("../waiting/delivery-wait.ts");
      return waitForDelivery(this.#core, reportOperation(reportRoute, id), options, left);
    });
  }
}
