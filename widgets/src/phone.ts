/** The phone widget: a softphone in a notebook's cell. */

import { adoptStyles } from "./dom.ts";
import { type RenderContext, setTrait } from "./host.ts";
import { KeptPhone, OnePerModel, type PhoneTraits } from "./kept_phone.ts";
import partsCss from "./parts.css";
import phoneCss from "./phone.css";
import { PhoneView } from "./phone_view.ts";
import { standing } from "./standing.ts";
import tokensCss from "./tokens.css";

interface Traits extends PhoneTraits {
  to: string;
}

const phones = new OnePerModel((model): KeptPhone => {
  const phone: KeptPhone = new KeptPhone(model, {
    party: () => phone.line.state.party,
    hear: (message) => {
      if (message.type === "dial") void phone.line.dial(String(message.to ?? "") || model.get("to"));
      else if (message.type === "mute") phone.line.mute(message.muted === true);
    },
  });
  return phone;
});

function render({ model, el }: RenderContext<Traits>): () => void {
  adoptStyles(el, "tokens", tokensCss);
  adoptStyles(el, "parts", partsCss);
  adoptStyles(el, "phone", phoneCss);
  const phone = phones.of(model);
  const view = new PhoneView(phone.line, {
    identity: model.get("identity"),
    to: model.get("to"),
    changeTo: (to) => {
      if (setTrait(model, "to", to)) model.save_changes();
    },
  });
  const follow = () => view.setTo(model.get("to"));
  model.on("change:to", follow);
  el.append(view.root);
  phone.enter();
  return () => {
    model.off("change:to", follow);
    view.close();
    phone.leave();
  };
}

export default standing({ initialize: phones.initialize, render });
