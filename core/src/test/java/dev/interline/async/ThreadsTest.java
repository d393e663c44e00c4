package dev.interline.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Where calls run when nobody says where. */
class ThreadsTest {

    private static Thread ranOn(Executor executor) throws Exception {
        return CompletableFuture.supplyAsync(Thread::currentThread, executor).get(30, TimeUnit.SECONDS);
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    @Test
    void beforeVirtualThreadsAreFreeCallsRunOnDaemonThreadsThatTellWhoseTheyAre() throws Exception {
        Thread thread = ranOn(Threads.choose(21));
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).startsWith("interline-async-");
        assertThat(thread.getClass().getSimpleName()).isEqualTo("Thread");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void everyCallHasAVirtualThreadWhereTheyAreFree() throws Exception {
        Thread thread = ranOn(Threads.EACH_CALL);
        assertThat(isVirtual(thread)).isTrue();
        assertThat(thread.getName()).startsWith("interline-async-");
    }

    @Test
    void aJdkWithoutThemHasThePool() throws Exception {
        assertThat(ranOn(Threads.EACH_CALL).isDaemon()).isTrue();
    }
}
