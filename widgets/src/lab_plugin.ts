/**
 * JupyterLab's and Notebook's plug-in: where a widget of ours cannot live, what stands in for it is shown.
 *
 * A saved notebook that is opened without its kernel has no models; the widget manager then writes "model not found"
 * in place of each widget, although the output holds HTML too. Our outputs carry a MIME type of their own as well; it
 * is rendered here: the widget once it is there, and until then, or when it never comes, the output's HTML. The same where
 * the state of the widgets was saved: such a widget is there, but nobody answers it. And a notebook is saved with
 * stand-ins, for those who open it where there is no VoiceLab (see saved_state.ts); widgets do the same by themselves
 * where this plug-in is not installed, but here also those of a notebook in which none of them has been run.
 */

import { type NotebookModel, OURS, saveWithStandIns } from "./saved_state.ts";

const WIDGET = "application/vnd.jupyter.widget-view+json";
const HTML = "text/html";
/** Before the widget manager's own, which is -10. */
const RANK = -20;

interface Lumino {
  node: HTMLElement;
  addWidget(widget: Lumino): void;
  dispose(): void;
}

interface Model {
  data: Record<string, unknown>;
}

interface Renderer extends Lumino {
  renderModel(model: Model): Promise<void>;
}

interface RenderMime {
  addFactory(
    factory: { safe: boolean; mimeTypes: string[]; createRenderer(options: unknown): Renderer },
    rank: number,
  ): void;
  createRenderer(mimeType: string): Renderer;
  getFactory(mimeType: string): unknown;
}

interface Panel {
  content: { rendermime: RenderMime };
  context: { model: NotebookModel };
}

interface Tracker {
  forEach(visit: (panel: Panel) => void): void;
  widgetAdded: { connect(slot: (sender: unknown, panel: Panel) => void): void };
}

type Share = Record<string, Record<string, { get(): Promise<() => unknown> }>>;

let share: Share = {};

/** A module that JupyterLab has loaded already: its own classes and tokens, not copies. */
async function shared<T>(name: string): Promise<T> {
  const versions = Object.values(share[name] ?? {});
  const newest = versions[versions.length - 1];
  if (!newest) throw new Error(`This Jupyter shares no ${name}.`);
  return (await newest.get())() as T;
}

/** Outputs of a notebook whose widget is not there yet, each as the function that tries again. */
const waiting = new WeakMap<RenderMime, Set<() => void>>();

/**
 * Outputs are drawn before the widget manager binds its renderer to the notebook (after a reload of the page, say).
 * The manager then looks for its own renderers among the outputs and does not find those within ours: so each is made
 * anew when the bound one comes.
 */
function heedManager(rendermime: RenderMime): void {
  if (waiting.has(rendermime)) return;
  const again = new Set<() => void>();
  waiting.set(rendermime, again);
  const addFactory = rendermime.addFactory.bind(rendermime);
  rendermime.addFactory = (factory, rank) => {
    addFactory(factory, rank);
    if (factory.mimeTypes.includes(WIDGET)) for (const retry of [...again]) retry();
  };
}

function rendererOf(base: new () => Lumino, rendermime: RenderMime): Renderer {
  const Base = base as new () => Lumino;
  return new (class extends Base implements Renderer {
    #watching: MutationObserver | null = null;
    #standIn: Renderer | null = null;
    #live: Renderer | null = null;
    #retry: (() => void) | null = null;
    #lived = false;

    async renderModel(model: Model): Promise<void> {
      this.#clear();
      this.#standIn = rendermime.createRenderer(HTML);
      this.addWidget(this.#standIn);
      await this.#standIn.renderModel(model);
      if (!model.data[WIDGET]) return;
      this.#retry = () => {
        if (!this.#lives()) void this.#enliven(model);
      };
      waiting.get(rendermime)?.add(this.#retry);
      await this.#enliven(model);
    }

    async #enliven(model: Model): Promise<void> {
      this.#watching?.disconnect();
      this.#live?.dispose();
      this.#live = null;
      this.#lived = false;
      if (!rendermime.getFactory(WIDGET)) return;
      const live = rendermime.createRenderer(WIDGET);
      this.#live = live;
      this.#watching = new MutationObserver(() => this.#look());
      this.#watching.observe(live.node, { childList: true });
      this.addWidget(live);
      this.#look();
      await live.renderModel(model);
      this.#look();
    }

    /**
     * The manager writes words while it waits and when it fails; a widget that is there is an element, marked when it
     * came from a file. One that lost its kernel later on stays, and says so itself.
     */
    #lives(): boolean {
      const widget = this.#live?.node.firstElementChild;
      if (widget && !this.#lived) this.#lived = !widget.classList.contains("jupyter-widgets-disconnected");
      return Boolean(widget && this.#lived);
    }

    #look(): void {
      if (this.#live) this.#live.node.style.display = this.#lives() ? "" : "none";
      if (this.#standIn) this.#standIn.node.style.display = this.#lives() ? "none" : "";
    }

    #clear(): void {
      this.#watching?.disconnect();
      if (this.#retry) waiting.get(rendermime)?.delete(this.#retry);
      this.#standIn?.dispose();
      this.#live?.dispose();
      this.#standIn = this.#live = this.#retry = null;
    }

    override dispose(): void {
      this.#clear();
      super.dispose();
    }
  })();
}

async function plugin() {
  const { INotebookTracker } = await shared<{ INotebookTracker: unknown }>("@jupyterlab/notebook");
  const { Panel } = await shared<{ Panel: new () => Lumino }>("@lumino/widgets");
  return {
    id: "voicelab:stand-in",
    description: "Shows a picture or a table where a widget of VoiceLab cannot live.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app: unknown, tracker: Tracker) => {
      const add = ({ content: { rendermime }, context }: Panel) => {
        heedManager(rendermime);
        saveWithStandIns(context.model);
        rendermime.addFactory(
          { safe: false, mimeTypes: [OURS], createRenderer: () => rendererOf(Panel, rendermime) },
          RANK,
        );
      };
      tracker.forEach(add);
      tracker.widgetAdded.connect((_sender, panel) => add(panel));
    },
  };
}

/** What Jupyter asks of a federated extension; written by hand, as there is one module and nothing to share. */
const container = {
  init: async (scope: Share) => {
    share = scope;
  },
  get: async () => {
    const made = { __esModule: true, default: await plugin() };
    return () => made;
  },
};

const page = window as unknown as { _JUPYTERLAB?: Record<string, unknown> };
page._JUPYTERLAB ??= {};
page._JUPYTERLAB.voicelab = container;
