package dev.interline.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/** The compatibility kit of Reactive Streams, on every kind of executor. */
class ReactiveStreamsTest {
    static final ExecutorService ONE = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "one");
        thread.setDaemon(true);
        return thread;
    });

    @AfterAll
    static void stop() {
        ONE.shutdown();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ReactiveStreams.OnDefault.class,
                ReactiveStreams.OnOneThread.class,
                ReactiveStreams.OnTheCaller.class
            })
    void everyRuleForPublishersIsKept(Class<?> rules) {
        List<String> failed = new ArrayList<>();
        Set<String> passed = new TreeSet<>();
        Set<String> skipped = new TreeSet<>();
        TestNG kit = new TestNG(false);
        kit.setVerbose(0);
        kit.setTestClasses(new Class<?>[] {rules});
        kit.addListener(new ITestListener() {
            @Override
            public void onTestSuccess(ITestResult result) {
                passed.add(result.getName());
            }

            @Override
            public void onTestFailure(ITestResult result) {
                failed.add(result.getName() + ": " + result.getThrowable());
            }

            @Override
            public void onTestSkipped(ITestResult result) {
                skipped.add(result.getName());
            }
        });
        kit.run();

        assertThat(failed).isEmpty();
        // a rule of the specification that must be kept is a required one, and none of these may be left out
        assertThat(skipped).noneMatch(name -> name.startsWith("required_"));
        assertThat(passed).filteredOn(name -> name.startsWith("required_")).hasSizeGreaterThanOrEqualTo(20);
    }
}
