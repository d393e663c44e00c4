package dev.interline.route;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Puts targets in order by a number; equals stay as they are. */
final class Ranking {
    private Ranking() {}

    static List<Target> ascending(List<Target> targets, ToDoubleFunction<Target> number) {
        int size = targets.size();
        List<Target> order = new ArrayList<>(size);
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            Target target = targets.get(i);
            double own = number.applyAsDouble(target);
            int place = i;
            while (place > 0 && numbers[place - 1] > own) {
                numbers[place] = numbers[place - 1];
                place--;
            }
            numbers[place] = own;
            order.add(place, target);
        }
        return order;
    }

    /** The same with one of them at the head. */
    static List<Target> first(Target one, List<Target> order) {
        List<Target> changed = new ArrayList<>(order.size());
        changed.add(one);
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i) != one) {
                changed.add(order.get(i));
            }
        }
        return changed;
    }
}
