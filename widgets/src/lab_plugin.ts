/**
 * JupyterLab's and Notebook's plug-in: where a widget of ours cannot live, what stands in for it is shown.
 *
 * A saved notebook that is opened without its kernel has no models; the widget manager then writes "model not found"
 * in place of each widget, although the output holds HTML too. Our outputs carry a MIME type of their own as well; it
 * is rendered here: the widget once it is there, and until then, or when it never comes, the output's HTML.
 */

const OURS = "application/vnd.voicelab.widget+json";
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

function rendererOf(base: new () => Lumino, rendermime: RenderMime): Renderer {
  const Base = base as new () => Lumino;
  return new (class extends Base implements Renderer {
    #watching: MutationObserver | null = null;

    async renderModel(model: Model): Promise<void> {
      const standIn = rendermime.createRenderer(HTML);
      this.addWidget(standIn);
      await standIn.renderModel(model);
      if (!model.data[WIDGET] || !rendermime.getFactory(WIDGET)) return;
      const live = rendermime.createRenderer(WIDGET);
      const look = () => {
        // The manager writes words while it waits and when it fails; a widget that lives is an element.
        const lives = live.node.childElementCount > 0;
        live.node.style.display = lives ? "" : "none";
        standIn.node.style.display = lives ? "none" : "";
      };
      this.#watching = new MutationObserver(look);
      this.#watching.observe(live.node, { childList: true });
      this.addWidget(live);
      look();
      await live.renderModel(model);
      look();
    }

    override dispose(): void {
      this.#watching?.disconnect();
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
      const add = ({ content: { rendermime } }: Panel) =>
        rendermime.addFactory(
          { safe: false, mimeTypes: [OURS], createRenderer: () => rendererOf(Panel, rendermime) },
          RANK,
        );
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

export {};
