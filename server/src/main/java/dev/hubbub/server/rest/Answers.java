package dev.hubbub.server.rest;

import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Pieces;
import dev.hubbub.protocol.Ref;
import dev.hubbub.protocol.ServerMessage.Ack;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.protocol.ServerMessageWriter;
import dev.hubbub.server.command.Caller;
import dev.hubbub.server.command.CommandHandler;
import dev.hubbub.server.command.Reply;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/// Runs a command and tells its reply as HTTP: lists and rooms as objects of their own, everything else as the
/// ack that a WebSocket would get.
@Singleton
final class Answers {
    private static final ServerMessageWriter WRITER = new ServerMessageWriter();

    private final CommandHandler commands;

    Answers(CommandHandler commands) {
        this.commands = commands;
    }

    CompletionStage<HttpResponse<byte[]>> to(Caller caller, Command.Answered command) {
        return to(caller, command, HttpStatus.OK);
    }

    /// @param success the status if it is done
    CompletionStage<HttpResponse<byte[]>> to(Caller caller, Command.Answered command, HttpStatus success) {
        return commands.handle(caller, command).thenApply(reply -> switch (reply) {
            case Reply.Done(AckBody body) -> json(success, json(command.ref(), body));
            case Reply.Refused refused ->
                new Problem(refused.code(), refused.message(), refused.retryAfterMs()).response();
        });
    }

    static MutableHttpResponse<byte[]> json(HttpStatus status, byte[] json) {
        return HttpResponse.<byte[]>status(status).body(json).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static byte[] json(Ref ref, AckBody body) {
        return switch (body) {
            case AckBody.Entered(var room) -> Pieces.roomState(room);
            case AckBody.Rooms _, AckBody.Members _, AckBody.History _ -> Pieces.page(body);
            case AckBody.Done _, AckBody.Stored _, AckBody.Renewed _, AckBody.Read _ ->
                WRITER.write(new Ack(ref, body));
        };
    }
}
