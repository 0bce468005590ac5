package dev.hubbub.benchmarks;

import dev.hubbub.protocol.CommandReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// From a frame's payload, in a direct buffer as the gateway has it, to a command.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private final CommandReader reader = new CommandReader();
    private final ByteBuf post = direct("""
            {"type":"post","ref":"0193a5c2-7b1e-7c3d-9f00-000000000001","room":"792345678901234567",\
            "text":"Lunch at half past twelve? I can keep two seats by the window."}""");
    private final ByteBuf read = direct("""
            {"type":"read","ref":"0193a5c2-7b1e-7c3d-9f00-000000000002","room":"792345678901234567","seq":123456}""");
    private final ByteBuf nonsense = direct("{\"type\":\"post\",\"text\":17}");

    private static ByteBuf direct(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    @Benchmark
    public Object post() {
        return reader.read(new ByteBufInputStream(post.duplicate()));
    }

    @Benchmark
    public Object markRead() {
        return reader.read(new ByteBufInputStream(read.duplicate()));
    }

    @Benchmark
    public Object refused() {
        return reader.read(new ByteBufInputStream(nonsense.duplicate()));
    }
}
