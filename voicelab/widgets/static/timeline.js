var i=window.WebSocket;var c={};export{c as default};
