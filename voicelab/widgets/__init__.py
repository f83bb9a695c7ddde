"""The Python half of the front end: traits and messages. Pictures and calls are the page's own business."""
