package dev.interline.testkit;

import okio.ByteString;

/** A fixed answer, sent as it is whatever was asked. */
record Reply(int status, String contentType, ByteString body) implements Act {

    static Reply html(int status) {
        String page = "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head>\n" + "<body><center><h1>"
                + status + "</h1></center><hr><center>gateway</center></body></html>\n";
        return new Reply(status, "text/html", ByteString.encodeUtf8(page));
    }
}
