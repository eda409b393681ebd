/** The levers that act on a whole account, or on all. */
import type { Child } from "hono/jsx";
import { NotFound } from "../conversations/empty-state.tsx";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { View } from "../views/view.tsx";
import { BalanceForm, DeliveryForm } from "./account.tsx";
import { ClockForms } from "./clock.tsx";
import { AddFaultForm, FaultList } from "./faults.tsx";
import { LoadState, Reset, SaveState } from "./state.tsx";

export const CONTROLS = "/levers";

export const controlsView: ViewRoute = { method: "get", path: CONTROLS, show: showControls };

export async function showControls(visit: ViewRequest): Promise<ViewResult> {
  const { store } = visit.services;
  const { token } = visit.account;
  const account = await store.account(token);
  if (account === undefined) {
    return { title: "No such account", status: 404, body: <NotFound what="account" /> };
  }
  const faults = (await store.faults()).filter(
    ({ match }) => match.token === undefined || match.token === token,
  );
  return {
    title: "Levers",
    body: (
      <View name="levers">
        <header>
          <h1>Levers</h1>
          <p class="hint">
            What time, carriers and accidents would do, at a press. Each is a call of the control API; the
            curl beside it does the same. A reply is written in its conversation, a message's end is set where
            the message opens, a template is decided under Templates.
          </p>
        </header>
        <div class="lever-grid">
          <Card id="clock" title="Clock">
            <ClockForms visit={visit} />
          </Card>
          <Card id="money" title="Top up">
            <BalanceForm visit={visit} account={account} />
          </Card>
          <Card id="delivery" title="Deliveries">
            <p class="hint">Of messages that are sent from now on.</p>
            <DeliveryForm visit={visit} account={account} />
          </Card>
          <Card id="faults" title="Faults">
            <FaultList visit={visit} faults={faults} />
            <AddFaultForm visit={visit} />
          </Card>
          <Card id="state" title="State">
            <h3>Save</h3>
            <SaveState visit={visit} />
            <h3>Load</h3>
            <LoadState visit={visit} />
            <h3>Reset</h3>
            <p class="hint">
              Back to the seed. An account that opened at first use goes, until it is used again.
            </p>
            <Reset visit={visit} />
          </Card>
        </div>
      </View>
    ),
  };
}

interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly children?: Child;
}

function Card({ id, title, children }: CardProps) {
  return (
    <section class={`card levers-${id}`} aria-labelledby={`levers-${id}-title`}>
      <h2 id={`levers-${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
