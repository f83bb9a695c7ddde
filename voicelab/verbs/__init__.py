"""One story per verb. A verb is one async function over narrow ports that returns an outcome."""
