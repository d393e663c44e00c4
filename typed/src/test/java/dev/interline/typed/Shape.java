package dev.interline.typed;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.interline.types.Description;
import dev.interline.types.TypeRef;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shape that a program may ask for, and an answer that has it.
 *
 * @param name in words
 * @param type in Java
 * @param json what a model writes
 * @param value what comes of it
 */
record Shape(String name, Type type, String json, Object value) {

    record Point(int x, int y) {}

    record Line(Point from, Point to) {}

    record Numbers(byte b, short s, int i, long l, float f, double d, boolean yes, char c) {}

    record Boxes(Integer i, Long l, Double d, Boolean yes) {}

    record Money(BigDecimal amount, Currency currency) {}

    record Described(
            @Description("in English, without an article") String name,
            @Description("in metres") double height) {}

    @Description("A place on a map")
    record Place(int north, int east) {}

    record Trip(
            @Description("where it begins") Place from,
            @Description("where it ends") Place to,
            @Description("how it is paid") Payment paid,
            @Description("who is asked first") @Nullable Person guide) {}

    @JsonClassDescription("A city of today")
    record Annotated(
            @JsonPropertyDescription("in English") @JsonProperty("city_name")
            String name) {}

    enum Colour {
        RED,
        GREEN
    }

    enum Grade {
        @JsonProperty("very good")
        ONE,
        @JsonProperty("good")
        TWO
    }

    enum Code {
        A("a-1"),
        B("b-2");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        @JsonValue
        String code() {
            return code;
        }
    }

    enum Only {
        ONE
    }

    record Painted(Colour colour) {}

    record MaybeNull(String name, @Nullable String nick) {}

    record Maybe(String name, Optional<String> nick, OptionalInt age) {}

    record MaybeNested(Optional<Point> at, Optional<List<String>> tags) {}

    @SuppressWarnings("ArrayRecordComponent") // arrays are what is tried
    record Tagged(List<String> tags, Set<Integer> numbers, String[] words, int[] plain) {}

    record Matrix(List<List<Double>> rows) {}

    record Path(List<Point> points) {}

    record Prices(Map<String, BigDecimal> byName) {}

    record PerColour(Map<Colour, List<Point>> points) {}

    record Times(@Description("when it began") LocalDate day, LocalTime time, LocalDateTime both, Instant instant) {}

    record Spans(Duration duration, Period period, YearMonth month, ZoneId zone) {}

    record Names(UUID id, URI link, Locale language) {}

    @SuppressWarnings("ArrayRecordComponent") // as above
    record Blob(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Blob blob && java.util.Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    record Tree(String name, List<Tree> children) {}

    record Person(String name, @Nullable Person boss, List<Skill> skills) {}

    record Skill(String name, @Nullable Person teacher) {}

    sealed interface Payment {}

    record Card(String number) implements Payment {}

    record Cash(BigDecimal amount, Optional<String> currency) implements Payment {}

    record Order(List<Payment> payments, Payment last) {}

    sealed interface Typed {}

    record Named(String type) implements Typed {}

    sealed interface Expression {}

    record Constant(double value) implements Expression {}

    record Sum(Expression left, Expression right) implements Expression {}

    sealed interface Deep {
        sealed interface Deeper extends Deep {}

        record Left(int n) implements Deep {}

        record Right(String s) implements Deeper {}
    }

    sealed interface Result<T> {}

    record Success<T>(T value) implements Result<T> {}

    record Failed<T>(String reason) implements Result<T> {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "species")
    @JsonSubTypes({@JsonSubTypes.Type(value = Cat.class, name = "cat"), @JsonSubTypes.Type(Dog.class)})
    interface Animal {}

    record Cat(int lives) implements Animal {}

    @JsonTypeName("dog")
    record Dog(boolean barks) implements Animal {}

    record Box<T>(T content, List<T> more) {}

    static final class Bean {
        private String name;
        private int size;

        @JsonIgnore
        @SuppressWarnings("UnusedVariable") // Jackson would find it
        private String secret;

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean bean && bean.name.equals(name) && bean.size == size;
        }

        @Override
        public int hashCode() {
            return size;
        }

        static Bean of(String name, int size) {
            Bean bean = new Bean();
            bean.name = name;
            bean.size = size;
            return bean;
        }
    }

    record Nothing() {}

    record Open(String name, Object anything) {}

    record Wide(String a, String b, String c, String d, String e, String f, String g, String h, String i, String j) {}

    private static Shape of(String name, Class<?> type, String json, Object value) {
        return new Shape(name, type, json, value);
    }

    private static Shape of(String name, TypeRef<?> type, String json, Object value) {
        return new Shape(name, type.type(), json, value);
    }

    /** All of them. */
    static List<Shape> all() {
        return List.of(
                of("record", Point.class, "{'x':1,'y':2}", new Point(1, 2)),
                of(
                        "record in a record",
                        Line.class,
                        "{'from':{'x':1,'y':2},'to':{'x':3,'y':4}}",
                        new Line(new Point(1, 2), new Point(3, 4))),
                of(
                        "primitives",
                        Numbers.class,
                        "{'b':1,'s':2,'i':3,'l':4,'f':1.5,'d':2.5,'yes':true,'c':'x'}",
                        new Numbers((byte) 1, (short) 2, 3, 4, 1.5f, 2.5, true, 'x')),
                of("wrappers", Boxes.class, "{'i':1,'l':2,'d':3.5,'yes':false}", new Boxes(1, 2L, 3.5, false)),
                of(
                        "decimal and currency",
                        Money.class,
                        "{'amount':12.30,'currency':'EUR'}",
                        new Money(new BigDecimal("12.30"), Currency.getInstance("EUR"))),
                of(
                        "descriptions",
                        Described.class,
                        "{'name':'Galdhøpiggen','height':2469}",
                        new Described("Galdhøpiggen", 2469)),
                of(
                        "descriptions of records in a record",
                        Trip.class,
                        "{'from':{'north':1,'east':2},'to':{'north':3,'east':4},'paid':{'type':'Card','number':'1'}}",
                        new Trip(new Place(1, 2), new Place(3, 4), new Card("1"), null)),
                of("Jackson's annotations", Annotated.class, "{'city_name':'Oslo'}", new Annotated("Oslo")),
                of("enum", Colour.class, "{'value':'RED'}", Colour.RED),
                of("enum with @JsonProperty", Grade.class, "{'value':'very good'}", Grade.ONE),
                of("enum with @JsonValue", Code.class, "{'value':'b-2'}", Code.B),
                of("enum of one constant", Only.class, "{'value':'ONE'}", Only.ONE),
                of("enum in a record", Painted.class, "{'colour':'GREEN'}", new Painted(Colour.GREEN)),
                of("@Nullable component", MaybeNull.class, "{'name':'Ola'}", new MaybeNull("Ola", null)),
                of(
                        "Optional components",
                        Maybe.class,
                        "{'name':'Ola','nick':null,'age':7}",
                        new Maybe("Ola", Optional.empty(), OptionalInt.of(7))),
                of(
                        "Optional record and list",
                        MaybeNested.class,
                        "{'at':{'x':1,'y':2},'tags':['a']}",
                        new MaybeNested(Optional.of(new Point(1, 2)), Optional.of(List.of("a")))),
                of("list as root", new TypeRef<List<String>>() {}, "{'value':['a','b']}", List.of("a", "b")),
                of(
                        "list of records as root",
                        new TypeRef<List<Point>>() {},
                        "{'value':[{'x':1,'y':2}]}",
                        List.of(new Point(1, 2))),
                of("array as root", int[].class, "{'value':[1,2]}", new int[] {1, 2}),
                of(
                        "list of lists",
                        Matrix.class,
                        "{'rows':[[1,2.5],[3]]}",
                        new Matrix(List.of(List.of(1.0, 2.5), List.of(3.0)))),
                of("list of records", Path.class, "{'points':[{'x':1,'y':2}]}", new Path(List.of(new Point(1, 2)))),
                of("set", new TypeRef<Set<Colour>>() {}, "{'value':['RED']}", Set.of(Colour.RED)),
                of(
                        "map",
                        Prices.class,
                        "{'byName':[{'key':'tea','value':2.5}]}",
                        new Prices(Map.of("tea", new BigDecimal("2.5")))),
                of(
                        "map as root",
                        new TypeRef<Map<String, Integer>>() {},
                        "{'value':[{'key':'a','value':1}]}",
                        Map.of("a", 1)),
                of(
                        "map by enum",
                        PerColour.class,
                        "{'points':[{'key':'RED','value':[{'x':1,'y':2}]}]}",
                        new PerColour(Map.of(Colour.RED, List.of(new Point(1, 2))))),
                of(
                        "java.time: points",
                        Times.class,
                        "{'day':'2026-01-31','time':'10:15:00','both':'2026-01-31T10:15:00','instant':'2026-01-31T10:15:00Z'}",
                        new Times(
                                LocalDate.of(2026, 1, 31),
                                LocalTime.of(10, 15),
                                LocalDateTime.of(2026, 1, 31, 10, 15),
                                Instant.parse("2026-01-31T10:15:00Z"))),
                of(
                        "java.time: spans and zones",
                        Spans.class,
                        "{'duration':'PT1H30M','period':'P1M','month':'2026-01','zone':'Europe/Oslo'}",
                        new Spans(
                                Duration.ofMinutes(90),
                                Period.ofMonths(1),
                                YearMonth.of(2026, 1),
                                ZoneId.of("Europe/Oslo"))),
                of("day of the week", DayOfWeek.class, "{'value':'MONDAY'}", DayOfWeek.MONDAY),
                of(
                        "UUID, URI, Locale",
                        Names.class,
                        "{'id':'00000000-0000-0001-0000-000000000002','link':'https://example.com/','language':'nb-NO'}",
                        new Names(new UUID(1, 2), URI.create("https://example.com/"), Locale.forLanguageTag("nb-NO"))),
                of("bytes", Blob.class, "{'bytes':'AQI='}", new Blob(new byte[] {1, 2})),
                of(
                        "record that holds itself",
                        Tree.class,
                        "{'name':'a','children':[{'name':'b','children':[]}]}",
                        new Tree("a", List.of(new Tree("b", List.of())))),
                of(
                        "records that hold each other",
                        Person.class,
                        "{'name':'a','skills':[{'name':'s','teacher':{'name':'b','skills':[]}}]}",
                        new Person("a", null, List.of(new Skill("s", new Person("b", null, List.of()))))),
                of("sealed interface", Payment.class, "{'value':{'type':'Card','number':'42'}}", new Card("42")),
                of(
                        "sealed interface in a list",
                        Order.class,
                        "{'payments':[{'type':'Cash','amount':5}],'last':{'type':'Card','number':'1'}}",
                        new Order(List.of(new Cash(new BigDecimal(5), Optional.empty())), new Card("1"))),
                of(
                        "sealed interface of records with a type",
                        Typed.class,
                        "{'value':{'kind':'Named','type':'x'}}",
                        new Named("x")),
                of(
                        "sealed interface that holds itself",
                        Expression.class,
                        "{'value':{'type':'Sum','left':{'type':'Constant','value':1},'right':{'type':'Constant','value':2}}}",
                        new Sum(new Constant(1), new Constant(2))),
                of("sealed in sealed", Deep.class, "{'value':{'type':'Right','s':'x'}}", new Deep.Right("x")),
                of(
                        "generic sealed interface",
                        new TypeRef<Result<Point>>() {},
                        "{'value':{'type':'Success','value':{'x':1,'y':2}}}",
                        new Success<>(new Point(1, 2))),
                of(
                        "@JsonTypeInfo and @JsonSubTypes",
                        Animal.class,
                        "{'value':{'species':'cat','lives':9}}",
                        new Cat(9)),
                of(
                        "generic record",
                        new TypeRef<Box<Point>>() {},
                        "{'content':{'x':1,'y':2},'more':[]}",
                        new Box<>(new Point(1, 2), List.of())),
                of("class with fields", Bean.class, "{'name':'a','size':3}", Bean.of("a", 3)),
                of("record of nothing", Nothing.class, "{}", new Nothing()),
                of(
                        "ten components",
                        Wide.class,
                        "{'a':'1','b':'2','c':'3','d':'4','e':'5','f':'6','g':'7','h':'8','i':'9','j':'0'}",
                        new Wide("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")),
                of("text", String.class, "{'value':'hello'}", "hello"),
                of("number", int.class, "{'value':42}", 42),
                of("yes or no", Boolean.class, "{'value':true}", true),
                of("date", LocalDate.class, "{'value':'2026-01-31'}", LocalDate.of(2026, 1, 31)),
                of("collections and arrays", Tagged.class, "{'tags':[],'numbers':[],'words':[],'plain':[]}", "?"),
                of("Object", Open.class, "{'name':'a','anything':[1]}", new Open("a", List.of(1))));
    }

    String answer() {
        return json.replace('\'', '"');
    }

    String schema() {
        return new JacksonTypes().answer(type).schema();
    }

    @Override
    public String toString() {
        return name;
    }
}
